package dev.specialize.pytorch;

/** A run of elements in the file, which tensors are views of, under the key that the pickle names it by. */
record Storage(String key, ElementType type, long elements) {
    Storage {
        if (elements < 0 || elements > Long.MAX_VALUE / Double.BYTES) {
            throw new CheckpointProblem(
                    "is damaged: storage '" + CheckpointProblem.quoted(key) + "' has " + elements + " elements");
        }
    }

    long bytes() {
        return elements * type.bytes();
    }

    /** @param held the number of bytes that the file has for it */
    void requireBytes(long held) {
        if (held != bytes()) {
            throw new CheckpointProblem("is damaged: storage '" + CheckpointProblem.quoted(key) + "' has " + held
                    + " bytes, and " + elements + " elements of " + type.storageClass() + " need " + bytes());
        }
    }
}
