package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Inert;
import dev.specialize.pytorch.Value.Whole;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows one pickle of protocol 0 to 5 (PEP 307, 3154, 574; the instructions are those of CPython's
 * {@code pickletools}). It makes only {@link Value}s, each instruction takes bounded time and memory, and the number of
 * instructions is bounded: what is made is bounded too, whatever the pickle says.
 */
final class Unpickler {
    /** Some 45 for a tensor and the weights of the largest supernets are a few thousand: a generous bound. */
    private static final int MOST_STEPS = 1 << 21;

    private static final int HIGHEST_PROTOCOL = 5;

    private final PickleInput in;
    private final Function<Value, Value> storages;
    private final PickleStack stack = new PickleStack();
    private final Map<Long, Value> memo = new HashMap<>();
    private Optional<Value> result = Optional.empty();
    private int steps;

    /** @param storages what stands for a persistent id */
    Unpickler(PickleInput in, Function<Value, Value> storages) {
        this.in = in;
        this.storages = storages;
    }

    /** The value that the pickle ends with. */
    Value read() {
        while (result.isEmpty()) {
            charge(1);
            Opcode.of(in.uint8()).run(this, in);
        }
        return result.get();
    }

    private void charge(int count) {
        steps += count;
        if (steps > MOST_STEPS) {
            throw new CheckpointProblem("has a pickle of more than " + MOST_STEPS
                    + " steps; no checkpoint of weights is so long. Maybe save model.state_dict() alone.");
        }
    }

    void protocol(int version) {
        if (version > HIGHEST_PROTOCOL) {
            throw new CheckpointProblem("has a pickle of protocol " + version + ", known are 0 to " + HIGHEST_PROTOCOL);
        }
    }

    void stop() {
        result = Optional.of(stack.pop());
    }

    void mark() {
        stack.mark();
    }

    void drop() {
        stack.drop();
    }

    void dropToMark() {
        stack.popToMark();
    }

    void duplicate() {
        stack.push(stack.top());
    }

    void push(Value value) {
        stack.push(value);
    }

    void push(long value) {
        stack.push(Whole.of(value));
    }

    /** @param width of a two's complement, little-endian */
    void longInteger(long width) {
        if (width < 0 || width > 0xff) {
            throw new CheckpointProblem("is damaged: its pickle has an integer of " + width + " bytes");
        }
        byte[] bigEndian = new byte[(int) width + 1];
        byte[] bytes = in.bytes(width);
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[bytes.length - i] = bytes[i];
        }
        bigEndian[0] = bytes.length == 0 ? 0 : (byte) (bytes[bytes.length - 1] >> 7);
        stack.push(new Whole(new BigInteger(bigEndian)));
    }

    /** The text form of numbers, in which 00 and 01 are truth values and an L may end a long one. */
    void textInteger(String line) {
        switch (line) {
            case "00" -> stack.push(Inert.FALSE);
            case "01" -> stack.push(Inert.TRUE);
            default -> stack.push(parsed(line));
        }
    }

    private static Whole parsed(String line) {
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.length() > 0xff) {
            throw new CheckpointProblem("is damaged: its pickle has an integer of " + digits.length() + " digits");
        }
        try {
            return new Whole(new BigInteger(digits));
        } catch (NumberFormatException e) {
            throw new CheckpointProblem(
                    "is damaged: its pickle has '" + CheckpointProblem.quoted(line) + "' for an integer", e);
        }
    }

    /** The text form of a Python 2 string, in quotes. */
    void quoted(String line) {
        boolean quoted = line.length() >= 2 && line.charAt(0) == line.charAt(line.length() - 1);
        if (!quoted || "'\"".indexOf(line.charAt(0)) < 0) {
            throw new CheckpointProblem("is damaged: its pickle has a string without quotes");
        }
        stack.push(new Value.Text(line.substring(1, line.length() - 1)));
    }

    /** Bytes are numbers of NumPy's or an optimiser's: never weights. */
    void bytes(long length) {
        in.skip(length);
        stack.push(Inert.OTHER);
    }

    void put(long index) {
        memo.put(index, stack.top());
    }

    void memoize() {
        put(memo.size());
    }

    void get(long index) {
        Value value = memo.get(index);
        if (value == null) {
            throw new CheckpointProblem("is damaged: its pickle recalls a value " + index + " that it never kept");
        }
        stack.push(value);
    }

    /** @param line an index as text */
    void get(String line) {
        get(parsed(line).size());
    }

    void put(String line) {
        put(parsed(line).size());
    }

    void tuple(int count) {
        stack.push(new Sequence(stack.pop(count)));
    }

    void sequence() {
        stack.push(new Sequence(stack.popToMark()));
    }

    void dictionary() {
        List<Value> items = stack.popToMark();
        Mapping mapping = new Mapping();
        putAll(mapping, items);
        stack.push(mapping);
    }

    void append() {
        Value item = stack.pop();
        stack.top().append(item);
    }

    void appendAll() {
        List<Value> items = stack.popToMark();
        items.forEach(stack.top()::append);
    }

    void setItem() {
        putAll(stack.pop(2));
    }

    void setItems() {
        putAll(stack.popToMark());
    }

    private void putAll(List<Value> keysAndValues) {
        putAll(stack.top(), keysAndValues);
    }

    private static void putAll(Value mapping, List<Value> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw new CheckpointProblem("is damaged: its pickle has a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            mapping.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    /** Items of a set, which holds no weights. */
    void addAll() {
        stack.popToMark();
        stack.top().build();
    }

    void frozenSet() {
        stack.popToMark();
        stack.push(Inert.OTHER);
    }

    void global(String module, String name) {
        stack.push(Globals.find(module, name));
    }

    void stackGlobal() {
        List<Value> names = stack.pop(2);
        global(names.get(0).text(), names.get(1).text());
    }

    void reduce() {
        List<Value> call = stack.pop(2);
        call(call.get(0), call.get(1).items());
    }

    /** As {@link #reduce}, with arguments by name, of which none is known. */
    void newObject() {
        Value named = stack.pop();
        if (named.mapping().filter(mapping -> mapping.values().isEmpty()).isEmpty()) {
            throw new CheckpointProblem("is damaged: its pickle calls with arguments by name");
        }
        reduce();
    }

    void object() {
        List<Value> call = stack.popToMark();
        if (call.isEmpty()) {
            throw new CheckpointProblem("is damaged: its pickle calls nothing");
        }
        call(call.get(0), call.subList(1, call.size()));
    }

    void instance(String module, String name) {
        call(Globals.find(module, name), stack.popToMark());
    }

    private void call(Value function, List<Value> arguments) {
        // an argument that was kept once can be copied again and again
        arguments.forEach(argument -> charge(argument.weight()));
        stack.push(function.call(arguments));
    }

    /** Attributes (a state dictionary's {@code _metadata}) are let go. */
    void build() {
        stack.pop();
        stack.top().build();
    }

    void persistent() {
        stack.push(storages.apply(stack.pop()));
    }
}
