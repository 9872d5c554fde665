package dev.specialize.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Kinds of image files, told apart by their first bytes, whatever their names say. */
enum ImageKind {
    JPEG("JPEG", true, 0, "ffd8ff"),
    PNG("PNG", true, 0, "89504e470d0a1a0a"),
    GIF("GIF", true, 0, hex("GIF8")),
    BMP("BMP", true, 0, hex("BM")),
    TIFF_LITTLE("TIFF", true, 0, "49492a00"),
    TIFF_BIG("TIFF", true, 0, "4d4d002a"),
    WEBP("WebP", false, 8, hex("WEBP")),
    AVIF("AVIF", false, 4, hex("ftypavif")),
    HEIC("HEIC", false, 4, hex("ftyphei")),
    HEIF("HEIF", false, 4, hex("ftypmif1")),
    JPEG_2000("JPEG 2000", false, 4, "6a5020200d0a870a"),
    JPEG_XL("JPEG XL", false, 4, "4a584c200d0a870a"),
    PHOTOSHOP("Photoshop", false, 0, hex("8BPS"));

    /** The longest that {@link #of} looks at. */
    static final int MOST_BYTES = 16;

    private final String title;
    private final boolean readable;
    private final int offset;
    private final String signature;

    ImageKind(String title, boolean readable, int offset, String signature) {
        this.title = title;
        this.readable = readable;
        this.offset = offset;
        this.signature = signature;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @param head the first bytes of a file */
    static Optional<ImageKind> of(byte[] head) {
        return Arrays.stream(values()).filter(kind -> kind.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        int end = offset + signature.length() / 2;
        return head.length >= end && HexFormat.of().formatHex(head, offset, end).equals(signature);
    }

    /** True if the JDK reads it. */
    boolean isReadable() {
        return readable;
    }

    /** What people call it, which is also what the JDK's readers are called. */
    @Override
    public String toString() {
        return title;
    }
}
