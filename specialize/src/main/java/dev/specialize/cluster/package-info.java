/**
 * Where independent pieces of work run: on threads of this process, or as jobs of Apache Spark, which is not part of the
 * program and is only needed by who names a master. No other package knows Spark's types.
 *
 * <pre>{@code
 * try (Workers workers = Workers.threads(2)) {
 *     ShippedFolder folder = workers.ship(supernet, List.of("space.json"));
 *     List<Integer> lengths = workers.each(new LengthTask(folder), List.of("a", "bb"));
 * }
 * }</pre>
 */
package dev.specialize.cluster;
