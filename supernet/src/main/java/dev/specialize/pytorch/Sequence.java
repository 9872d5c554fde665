package dev.specialize.pytorch;

import java.util.Collections;
import java.util.List;

/** A tuple or a list. */
final class Sequence implements Value {
    private final List<Value> items;

    /** @param items from now on this one's */
    Sequence(List<Value> items) {
        this.items = items;
    }

    @Override
    public String kind() {
        return "a sequence";
    }

    @Override
    public List<Value> items() {
        return Collections.unmodifiableList(items);
    }

    @Override
    public void append(Value item) {
        items.add(item);
    }

    @Override
    public int weight() {
        return 1 + items.size();
    }
}
