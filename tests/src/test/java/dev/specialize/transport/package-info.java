/**
 * Transports with real programs: the native runner on this machine, behind a real ssh server on loopback, behind the real
 * adb client and a stand-in for the daemon of a device, and as an ARM program in an emulator. What is not installed is
 * skipped visibly.
 */
package dev.specialize.transport;
