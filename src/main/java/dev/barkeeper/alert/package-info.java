/** What a person must hear; log and mail implement it. */
package dev.barkeeper.alert;
