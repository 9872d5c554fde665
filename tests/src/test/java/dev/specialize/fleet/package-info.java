/** Tests of what a fleet is made of; the job itself is tested through the command. */
package dev.specialize.fleet;
