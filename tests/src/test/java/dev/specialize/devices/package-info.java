/** Profiles, their catalogue and the local runner. */
package dev.specialize.devices;
