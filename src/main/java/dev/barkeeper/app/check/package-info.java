/** The doctor: one class per thing it looks at. */
package dev.barkeeper.app.check;
