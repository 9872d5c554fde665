package dev.specialize.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.pytorch.Value.Text;
import dev.specialize.pytorch.Value.Whole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles are written as text, with bytes in hexadecimal between angle brackets and / for the end of a line. */
class UnpicklerTest {
    private static final Pattern PIECE = Pattern.compile("<([0-9a-f ]*)>|([^<]+)");

    /** The values are those that {@code pickle.loads} gives, "?" where the reader keeps none. */
    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "NONE | N. | ?",
                "NEWTRUE | <88>. | ?",
                "NEWFALSE | <89>. | ?",
                "INT | I-12/. | -12",
                "INT | I01/. | ?",
                "INT | I00/. | ?",
                "LONG | L123456789012345678901L/. | 123456789012345678901",
                "BININT | J<fe ff ff ff>. | -2",
                "BININT1 | K<ff>. | 255",
                "BININT2 | M<01 02>. | 513",
                "LONG1 | <8a 00>. | 0",
                "LONG1 | <8a 02 00 80>. | -32768",
                "LONG1 | <8a 02 ff 00>. | 255",
                "LONG4 | <8b 03 00 00 00 ff ff 7f>. | 8388607",
                "FLOAT | F1.5/. | ?",
                "BINFLOAT | G<3f f0 00 00 00 00 00 00>. | ?",
                "STRING | S'a b'/. | 'a b'",
                "STRING | S\"ab\"/. | 'ab'",
                "BINSTRING | T<02 00 00 00>a<fc>. | 'aü'",
                "SHORT_BINSTRING | U<01>a. | 'a'",
                "UNICODE | Vab/. | 'ab'",
                "BINUNICODE | X<02 00 00 00 c3 bc>. | 'ü'",
                "SHORT_BINUNICODE | <8c 01>a. | 'a'",
                "BINUNICODE8 | <8d 01 00 00 00 00 00 00 00>a. | 'a'",
                "SHORT_BINBYTES | C<01>a. | ?",
                "BINBYTES | B<01 00 00 00>a. | ?",
                "BINBYTES8 | <8e 01 00 00 00 00 00 00 00>a. | ?",
                "BYTEARRAY8 | <96 01 00 00 00 00 00 00 00>a. | ?",
                "EMPTY_TUPLE | ). | []",
                "TUPLE1 | K<01 85>. | [1]",
                "TUPLE2 | K<01>K<02 86>. | [1, 2]",
                "TUPLE3 | K<01>K<02>K<03 87>. | [1, 2, 3]",
                "TUPLE | (K<01>(K<02>tt. | [1, [2]]",
                "EMPTY_LIST | ]. | []",
                "LIST | (K<01>l. | [1]",
                "APPEND | ]K<01>a. | [1]",
                "APPENDS | ](K<01>K<02>e. | [1, 2]",
                "EMPTY_DICT | }. | {}",
                "DICT | (U<01>aK<01>d. | {'a'=1}",
                "SETITEM | }U<01>aK<01>s. | {'a'=1}",
                "SETITEM | }K<01>K<01>s. | {}",
                "SETITEMS | }(U<01>bK<01>U<01>aK<02>u. | {'a'=2, 'b'=1}",
                "EMPTY_SET | <8f>. | ?",
                "ADDITEMS | <8f>(K<01 90>. | ?",
                "FROZENSET | (K<01 91>. | ?",
                "POP | K<01>K<02>0. | 1",
                "POP | K<01>(0. | 1",
                "POP_MARK | K<01>(K<02>K<03>1. | 1",
                "DUP | K<01>2<86>. | [1, 1]",
                "PUT | K<01>p7/. | 1",
                "GET | K<01>p7/0g7/. | 1",
                "BINPUT | K<01>q<05>0h<05>. | 1",
                "BINGET | K<01>q<05>h<05 86>. | [1, 1]",
                "LONG_BINPUT | K<01>r<00 00 00 80>. | 1",
                "LONG_BINGET | K<01>r<00 00 00 80>0j<00 00 00 80>. | 1",
                "MEMOIZE | K<01 94>K<02 94>h<00 87>. | [1, 2, 1]",
                "MARK | (K<01>(t0l. | [1]",
                "PROTO | <80 05>N. | ?",
                "FRAME | <80 04 95 02 00 00 00 00 00 00 00>K<01>. | 1",
                "STOP | K<01>.garbage | 1",
                "GLOBAL | ctorch/Size/(K<01>K<02>t<85>R. | [1, 2]",
                "REDUCE | ccollections/OrderedDict/)R. | {}",
                "REDUCE | ccollections/OrderedDict/](U<01>aK<01 86>U<01>bK<02 86>e<85>R. | {'a'=1, 'b'=2}",
                "STACK_GLOBAL | <8c 0b>collections<8c 0b>OrderedDict<93>)R. | {}",
                "NEWOBJ | ccollections/OrderedDict/)<81>. | {}",
                "NEWOBJ_EX | ccollections/OrderedDict/)}<92>. | {}",
                "OBJ | (ccollections/OrderedDict/o. | {}",
                "INST | (icollections/OrderedDict/. | {}",
                "BUILD | }}b. | {}",
                "BINPERSID | K<07>Q. | ['stored', 7]",
            })
    void instructions_do_what_they_do_in_python(Opcode opcode, String pickle, String value) {
        byte[] bytes = bytes(pickle);
        assertThat(bytes).as("uses " + opcode).contains((byte) opcode.code());
        assertThat(shown(read(bytes))).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PERSID | P7/. | persistent ids as text",
                "EXT1 | <82 01>. | the extension registry",
                "EXT2 | <83 01 00>. | the extension registry",
                "EXT4 | <84 01 00 00 00>. | the extension registry",
                "NEXT_BUFFER | <97>. | buffers outside the file",
                "READONLY_BUFFER | <98>. | buffers outside the file",
                "GLOBAL | cos/system/. | names os.system",
                "GLOBAL | cbuiltins/eval/. | names builtins.eval",
                "GLOBAL | c__builtin__/getattr/. | names __builtin__.getattr",
                "GLOBAL | ctorch/load/. | names torch.load",
                "GLOBAL | ctorch.jit._script/unpackage_script_module/. | names torch.jit._script.unpackage_script_module",
                "GLOBAL | cdev.specialize.pytorch/StateDict/. | names dev.specialize.pytorch.StateDict",
                "GLOBAL | c<1b>[2J/x/. | names ?[2J.x",
                "STACK_GLOBAL | <8c 02>os<8c 06>system<93>. | names os.system",
                "STACK_GLOBAL | <8c 02>osK<06 93>. | a whole number where it needs a string",
                "STACK_GLOBAL | <8c 0b>collections<8c 14>OrderedDict.__init__<93>. | names collections.OrderedDict.__init__",
                "INST | (ios/system/. | names os.system",
                "OBJ | (cos/system/o. | names os.system",
                "OBJ | (o. | calls nothing",
                "REDUCE | K<01>)R. | a whole number where it needs a function",
                "REDUCE | ctorch/FloatStorage/)R. | torch.FloatStorage where it needs a function",
                "REDUCE | ctorch.Size/x/)R. | names torch.Size.x",
                "REDUCE | ctorch/Size/)R. | calls torch.Size with 0 arguments",
                "REDUCE | ccollections/OrderedDict/]K<01>a<85>R. | a whole number where it needs a sequence",
                "REDUCE | ccollections/OrderedDict/])a<85>R. | something else than pairs",
                "REDUCE | ctorch._utils/_rebuild_parameter/K<01 85>R. | a parameter that is no tensor",
                "NEWOBJ_EX | ccollections/OrderedDict/)}U<01>aK<01>s<92>. | arguments by name",
                "BUILD | ccollections/OrderedDict/}b. | collections.OrderedDict where it needs an object",
                "BUILD | K<01>}b. | a whole number where it needs an object",
                "PROTO | <80 06>. | protocol 6",
                "INT | Iab/. | 'ab' for an integer",
                "LONG4 | <8b ff ff ff ff>. | an integer of -1 bytes",
                "LONG4 | <8b 00 01 00 00>. | an integer of 256 bytes",
                "BINSTRING | T<ff ff ff ff>. | a length of -1",
                "BINUNICODE | X<ff ff 00 00>a. | cut off",
                "BINUNICODE | X<01 00 00 00 ff>. | not UTF-8",
                "BINUNICODE8 | <8d ff ff ff ff ff ff ff ff>. | a length of -1",
                "BINUNICODE8 | <8d ff ff ff ff ff ff ff 7f>. | 9223372036854775807 bytes",
                "BINBYTES8 | <8e ff ff ff ff ff ff ff 7f>. | cut off",
                "BYTEARRAY8 | <96 00 00 00 00 00 00 00 80>. | a length of -9223372036854775808",
                "STRING | Sab/. | without quotes",
                "STRING | S'\\\\x41'/. | escapes",
                "GET | g0/. | never kept",
                "BINGET | h<00>. | never kept",
                "LONG_BINGET | j<00 00 00 80>. | never kept",
                "POP | 0. | not made",
                "POP_MARK | 1. | not made",
                "TUPLE2 | K<01 86>. | not made",
                "TUPLE2 | K<01>(K<02 86>. | not made",
                "STOP | . | not made",
                "STOP | (. | not made",
                "MEMOIZE | <94>. | not made",
                "APPEND | K<01>K<01>a. | a whole number where it needs a list",
                "APPENDS | }(K<01>e. | a dictionary where it needs a list",
                "SETITEM | ]K<01>K<01>s. | a sequence where it needs a dictionary",
                "SETITEMS | }(K<01>u. | a key without a value",
                "DICT | (K<01>d. | a key without a value",
                "ADDITEMS | ](K<01 90>. | a sequence where it needs an object",
                "NONE | N<ff>. | no instruction 0xff",
                "NONE | N | cut off",
            })
    void pickles_that_need_more_than_weights_do_are_refused_by_name(Opcode opcode, String pickle, String message) {
        byte[] bytes = bytes(pickle);
        assertThat(bytes).as("uses " + opcode).contains((byte) opcode.code());
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(CheckpointProblem.class)
                .hasMessageContaining(message);
    }

    private static Value read(byte[] pickle) {
        return new Unpickler(new PickleInput(new ByteArrayInputStream(pickle), pickle.length), UnpicklerTest::stored)
                .read();
    }

    private static Value stored(Value id) {
        Sequence pair = new Sequence(new ArrayList<>());
        pair.append(new Text("stored"));
        pair.append(id);
        return pair;
    }

    private static byte[] bytes(String pickle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher piece = PIECE.matcher(pickle);
        while (piece.find()) {
            out.writeBytes(
                    piece.group(2) == null
                            ? HexFormat.of().parseHex(piece.group(1).replace(" ", ""))
                            : piece.group(2).replace('/', '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    private static String shown(Value value) {
        if (value instanceof Text text) {
            return "'" + text.text() + "'";
        }
        if (value instanceof Whole whole) {
            return whole.whole().toString();
        }
        if (value instanceof Sequence sequence) {
            return sequence.items().stream().map(UnpicklerTest::shown).toList().toString();
        }
        return value.mapping()
                .map(mapping -> mapping.values().entrySet().stream()
                        .collect(Collectors.toMap(
                                e -> "'" + e.getKey() + "'", e -> shown(e.getValue()), (a, b) -> b, TreeMap::new))
                        .toString())
                .orElse("?");
    }
}
