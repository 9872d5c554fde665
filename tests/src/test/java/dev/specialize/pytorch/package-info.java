/** Tests of {@code dev.specialize.pytorch}: what torch wrote, what a test wrote byte by byte, and what means harm. */
package dev.specialize.pytorch;
