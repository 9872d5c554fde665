package dev.specialize.pytorch;

import java.util.List;

/** Elements {@code first} to {@code first + elements} of a storage: all of it, but for files of the first releases. */
record StorageSlice(Storage root, long first, long elements) implements Value {
    StorageSlice {
        if (first < 0 || elements < 0 || first > root.elements() || elements > root.elements() - first) {
            throw new CheckpointProblem(
                    "is damaged: a view leaves storage '" + CheckpointProblem.quoted(root.key()) + "'");
        }
    }

    static StorageSlice of(Storage whole) {
        return new StorageSlice(whole, 0, whole.elements());
    }

    /** @param view key, first element and number of elements */
    static StorageSlice of(Storage whole, List<Value> view) {
        return new StorageSlice(whole, view.get(1).size(), view.get(2).size());
    }

    @Override
    public String kind() {
        return "a storage";
    }

    @Override
    public StorageSlice storage() {
        return this;
    }
}
