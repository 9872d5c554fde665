package dev.specialize.devices;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;

/** The native library of ONNX Runtime for one kind of machine, as it lies in the jar of its Java interface. */
public final class OnnxRuntimeLibrary {
    private final URL url;

    private OnnxRuntimeLibrary(URL url) {
        this.url = url;
    }

    /**
     * @param platform in the words of the jar, such as {@code linux-aarch64}
     * @param file such as {@code libonnxruntime.so}
     * @return empty if the jar has none for such a machine
     */
    public static Optional<OnnxRuntimeLibrary> of(String platform, String file) {
        return Optional.ofNullable(OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform + "/" + file))
                .map(OnnxRuntimeLibrary::new);
    }

    /** The one that this program uses itself; its checksum is read from the jar's directory, not computed. */
    static String localChecksum() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        Optional<OnnxRuntimeLibrary> library = system.startsWith("win")
                ? of("win-" + machine, "onnxruntime.dll")
                : system.startsWith("mac")
                        ? of("osx-" + machine, "libonnxruntime.dylib")
                        : of("linux-" + machine, "libonnxruntime.so");
        return library.flatMap(OnnxRuntimeLibrary::crc32)
                .map(crc -> "crc32:" + crc)
                .orElse("crc32:unknown");
    }

    private Optional<String> crc32() {
        try {
            URLConnection connection = url.openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                return Optional.empty();
            }
            ZipEntry entry = jar.getJarEntry();
            return Optional.of(String.format(Locale.ROOT, "%08x", entry.getCrc()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Its bytes, some 25 MB; close it after use. */
    public InputStream open() throws IOException {
        return url.openStream();
    }
}
