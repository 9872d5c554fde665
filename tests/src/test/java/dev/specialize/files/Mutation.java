package dev.specialize.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage to a file: a few bytes changed, inserted, repeated or cut off. */
public final class Mutation {
    private static final byte[] TELLING =
            ":-{}[]&*!|>%@`\"'#,?\t\n\r \\0159eE.+~<\0".getBytes(StandardCharsets.US_ASCII);

    private Mutation() {}

    /** One to three damages, as the generator wants it. */
    public static byte[] of(byte[] bytes, RandomGenerator random) {
        byte[] mutant = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return new byte[] {any(random)};
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
            case 3 ->
                join(Arrays.copyOf(bytes, at), new byte[] {any(random)}, Arrays.copyOfRange(bytes, at, bytes.length));
            default -> changed(bytes, at, random);
        };
    }

    private static byte[] changed(byte[] bytes, int at, RandomGenerator random) {
        byte[] copy = bytes.clone();
        copy[at] = any(random);
        return copy;
    }

    /** Mostly one that means something in a text. */
    private static byte any(RandomGenerator random) {
        return random.nextInt(5) == 0 ? (byte) random.nextInt(256) : TELLING[random.nextInt(TELLING.length)];
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
