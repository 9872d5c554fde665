/** Modelled devices: what layers cost, the least squares, the fit on known truth and on published data. */
package dev.specialize.modelled;
