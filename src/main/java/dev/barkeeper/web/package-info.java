/** Health and metrics of one instance over HTTP. */
package dev.barkeeper.web;
