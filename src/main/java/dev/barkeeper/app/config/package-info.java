/** The ini files: read with line numbers, checked as a whole, and turned into typed settings. */
package dev.barkeeper.app.config;
