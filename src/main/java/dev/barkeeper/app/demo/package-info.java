/** The main job on the embedded default, shown line by line. */
package dev.barkeeper.app.demo;
