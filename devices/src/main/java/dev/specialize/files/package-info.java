/**
 * Files as the project reads and writes them: strict JSON records, numbers in YAML, atomic writes, hashes.
 *
 * <pre>{@code
 * SearchSpace space = JsonFile.read(path, SearchSpace.class);
 * JsonFile.write(out, space);
 * String hash = Sha256.of(out);
 * }</pre>
 */
package dev.specialize.files;
