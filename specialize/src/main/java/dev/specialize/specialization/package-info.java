/**
 * The two jobs that need every other room: making a supernet out of images, and making a deployable model out of a
 * supernet, a device and a budget.
 *
 * <pre>{@code
 * Specializer specializer = new Specializer(supernet, SupernetPredictor.read(supernet), device, notes::add);
 * Specialization result = specializer.specialize(request);
 * result.write(folder);
 * }</pre>
 */
package dev.specialize.specialization;
