package dev.specialize.pytorch;

import java.util.ArrayList;
import java.util.List;

/** The values that a pickle is working on, and the marks between them. */
final class PickleStack {
    private final List<Value> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();

    void push(Value value) {
        values.add(value);
    }

    void mark() {
        marks.add(values.size());
    }

    Value top() {
        requireValue();
        return values.get(values.size() - 1);
    }

    Value pop() {
        requireValue();
        return values.remove(values.size() - 1);
    }

    /** Takes the top off, be it a value or a mark. */
    void drop() {
        if (lastMark() == values.size()) {
            marks.remove(marks.size() - 1);
            return;
        }
        pop();
    }

    /** The last few values, in the order in which they came. */
    List<Value> pop(int count) {
        if (values.size() - Math.max(0, lastMark()) < count) {
            throw tooFew();
        }
        List<Value> tail = values.subList(values.size() - count, values.size());
        List<Value> popped = new ArrayList<>(tail);
        tail.clear();
        return popped;
    }

    /** The values since the last mark; the mark goes too. */
    List<Value> popToMark() {
        if (marks.isEmpty()) {
            throw tooFew();
        }
        int start = lastMark();
        List<Value> popped = pop(values.size() - start);
        marks.remove(marks.size() - 1);
        return popped;
    }

    /** Below a mark nothing is taken, so marks never point beyond the values. */
    private void requireValue() {
        if (values.size() <= Math.max(0, lastMark())) {
            throw tooFew();
        }
    }

    private int lastMark() {
        return marks.isEmpty() ? -1 : marks.get(marks.size() - 1);
    }

    private static CheckpointProblem tooFew() {
        return new CheckpointProblem("is damaged: its pickle takes values that it has not made");
    }
}
