/** Platforms, models made for them, and the web's one in a real browser. */
package dev.specialize.platform;
