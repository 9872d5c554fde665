/** The commands, run through the launcher as a user does, and what they answer to mistakes. */
package dev.specialize.cli;
