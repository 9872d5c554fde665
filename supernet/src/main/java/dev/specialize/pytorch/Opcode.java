package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Inert;
import dev.specialize.pytorch.Value.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The instructions of the pickle protocols 0 to 5, under the names of CPython's {@code pickletools}. */
enum Opcode {
    PROTO(0x80, (machine, in) -> machine.protocol(in.uint8())),
    FRAME(0x95, (machine, in) -> in.int64()),
    STOP('.', (machine, in) -> machine.stop()),

    MARK('(', (machine, in) -> machine.mark()),
    POP('0', (machine, in) -> machine.drop()),
    POP_MARK('1', (machine, in) -> machine.dropToMark()),
    DUP('2', (machine, in) -> machine.duplicate()),

    NONE('N', (machine, in) -> machine.push(Inert.NONE)),
    NEWTRUE(0x88, (machine, in) -> machine.push(Inert.TRUE)),
    NEWFALSE(0x89, (machine, in) -> machine.push(Inert.FALSE)),
    INT('I', (machine, in) -> machine.textInteger(in.line())),
    LONG('L', (machine, in) -> machine.textInteger(in.line())),
    BININT('J', (machine, in) -> machine.push(in.int32())),
    BININT1('K', (machine, in) -> machine.push(in.uint8())),
    BININT2('M', (machine, in) -> machine.push(in.uint16())),
    LONG1(0x8a, (machine, in) -> machine.longInteger(in.uint8())),
    LONG4(0x8b, (machine, in) -> machine.longInteger(in.int32())),
    FLOAT('F', (machine, in) -> {
        in.line();
        machine.push(Inert.OTHER);
    }),
    BINFLOAT('G', (machine, in) -> machine.bytes(Double.BYTES)),

    STRING('S', (machine, in) -> machine.quoted(in.line())),
    BINSTRING('T', (machine, in) -> machine.push(new Text(in.latin(in.int32())))),
    SHORT_BINSTRING('U', (machine, in) -> machine.push(new Text(in.latin(in.uint8())))),
    UNICODE('V', (machine, in) -> machine.push(new Text(in.line()))),
    SHORT_BINUNICODE(0x8c, (machine, in) -> machine.push(new Text(in.unicode(in.uint8())))),
    BINUNICODE('X', (machine, in) -> machine.push(new Text(in.unicode(in.uint32())))),
    BINUNICODE8(0x8d, (machine, in) -> machine.push(new Text(in.unicode(in.int64())))),
    SHORT_BINBYTES('C', (machine, in) -> machine.bytes(in.uint8())),
    BINBYTES('B', (machine, in) -> machine.bytes(in.uint32())),
    BINBYTES8(0x8e, (machine, in) -> machine.bytes(in.int64())),
    BYTEARRAY8(0x96, (machine, in) -> machine.bytes(in.int64())),

    EMPTY_TUPLE(')', (machine, in) -> machine.tuple(0)),
    TUPLE1(0x85, (machine, in) -> machine.tuple(1)),
    TUPLE2(0x86, (machine, in) -> machine.tuple(2)),
    TUPLE3(0x87, (machine, in) -> machine.tuple(3)),
    TUPLE('t', (machine, in) -> machine.sequence()),
    EMPTY_LIST(']', (machine, in) -> machine.push(new Sequence(new ArrayList<>()))),
    LIST('l', (machine, in) -> machine.sequence()),
    APPEND('a', (machine, in) -> machine.append()),
    APPENDS('e', (machine, in) -> machine.appendAll()),
    EMPTY_DICT('}', (machine, in) -> machine.push(new Mapping())),
    DICT('d', (machine, in) -> machine.dictionary()),
    SETITEM('s', (machine, in) -> machine.setItem()),
    SETITEMS('u', (machine, in) -> machine.setItems()),
    EMPTY_SET(0x8f, (machine, in) -> machine.push(Inert.OTHER)),
    ADDITEMS(0x90, (machine, in) -> machine.addAll()),
    FROZENSET(0x91, (machine, in) -> machine.frozenSet()),

    PUT('p', (machine, in) -> machine.put(in.line())),
    BINPUT('q', (machine, in) -> machine.put(in.uint8())),
    LONG_BINPUT('r', (machine, in) -> machine.put(in.uint32())),
    MEMOIZE(0x94, (machine, in) -> machine.memoize()),
    GET('g', (machine, in) -> machine.get(in.line())),
    BINGET('h', (machine, in) -> machine.get(in.uint8())),
    LONG_BINGET('j', (machine, in) -> machine.get(in.uint32())),

    GLOBAL('c', (machine, in) -> machine.global(in.line(), in.line())),
    STACK_GLOBAL(0x93, (machine, in) -> machine.stackGlobal()),
    REDUCE('R', (machine, in) -> machine.reduce()),
    NEWOBJ(0x81, (machine, in) -> machine.reduce()),
    NEWOBJ_EX(0x92, (machine, in) -> machine.newObject()),
    OBJ('o', (machine, in) -> machine.object()),
    INST('i', (machine, in) -> machine.instance(in.line(), in.line())),
    BUILD('b', (machine, in) -> machine.build()),
    BINPERSID('Q', (machine, in) -> machine.persistent()),

    PERSID('P', "persistent ids as text"),
    EXT1(0x82, "the extension registry"),
    EXT2(0x83, "the extension registry"),
    EXT4(0x84, "the extension registry"),
    NEXT_BUFFER(0x97, "buffers outside the file"),
    READONLY_BUFFER(0x98, "buffers outside the file");

    private static final Map<Integer, Opcode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Opcode::code, Function.identity()));

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Step step;

    Opcode(int code, Step step) {
        this.code = code;
        this.step = step;
    }

    /** An instruction that is refused, by what it uses. */
    Opcode(int code, String refused) {
        this(code, (machine, in) -> {
            throw new CheckpointProblem(
                    "has a pickle that uses " + refused + "; a checkpoint of weights needs no such thing");
        });
    }

    static Opcode of(int code) {
        Opcode opcode = BY_CODE.get(code);
        if (opcode == null) {
            throw new CheckpointProblem(String.format("is damaged: its pickle has no instruction 0x%02x", code));
        }
        return opcode;
    }

    int code() {
        return code;
    }

    void run(Unpickler machine, PickleInput in) {
        step.run(machine, in);
    }

    @FunctionalInterface
    private interface Step {
        void run(Unpickler machine, PickleInput in);
    }
}
