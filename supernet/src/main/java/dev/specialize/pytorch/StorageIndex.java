package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Inert;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The storages that a pickle has named so far. */
final class StorageIndex {
    private final Map<String, Storage> byKey = new LinkedHashMap<>();

    /**
     * What stands for a persistent id {@code ("storage", class, key, device, elements[, view])}. Devices are ignored.
     *
     * @throws CheckpointProblem if it is none, or if it contradicts what the pickle said of the same storage before
     */
    StorageSlice resolve(Value id) {
        List<Value> items = id.items();
        if (items.size() < 5 || items.size() > 6 || !items.get(0).text().equals("storage")) {
            throw new CheckpointProblem("is damaged: it refers to something outside its pickle that is no storage");
        }
        Storage storage = new Storage(
                items.get(2).text(), items.get(1).elementType(), items.get(4).size());
        Storage known = byKey.putIfAbsent(storage.key(), storage);
        if (known != null && !known.equals(storage)) {
            throw new CheckpointProblem(
                    "is damaged: it tells of storage '" + CheckpointProblem.quoted(storage.key()) + "' in two ways");
        }
        if (items.size() == 5 || items.get(5) == Inert.NONE) {
            return StorageSlice.of(storage);
        }
        return StorageSlice.of(storage, items.get(5).items());
    }

    Collection<Storage> storages() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** @throws CheckpointProblem if the pickle named no such storage */
    Storage get(String key) {
        Storage storage = byKey.get(key);
        if (storage == null) {
            throw new CheckpointProblem(
                    "is damaged: it holds a storage '" + CheckpointProblem.quoted(key) + "' that it never uses");
        }
        return storage;
    }
}
