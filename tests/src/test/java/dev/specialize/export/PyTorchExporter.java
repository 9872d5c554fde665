package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.files.JsonFile;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.weights.Subnet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * PyTorch's own ONNX exporter, on the same networks with the same weights: export_networks.py builds them from torch.nn.
 *
 * @param folder takes the files that it reads and writes
 */
record PyTorchExporter(Path folder) {
    /** {@code -Dspecialize.python=FILE}: a Python that has PyTorch, such as Debian's with {@code python3-torch}. */
    private static final String PYTHON = System.getProperty("specialize.python", "/usr/bin/python3");

    private static final String SCRIPT = "export_networks.py";
    private static final long PATIENCE_SECONDS = 300;

    /** What the script is told of a network. */
    private record Description(double batchNormEpsilon, List<KindOfLayer> layers) {
        static Description of(Network network) {
            return new Description(
                    network.batchNormEpsilon(),
                    network.layers().stream()
                            .map(layer -> new KindOfLayer(layer.getClass().getSimpleName(), layer))
                            .toList());
        }
    }

    private record KindOfLayer(String kind, Layer layer) {}

    /** Skips the calling test, saying so, where there is no PyTorch for Python. */
    static void assumePresent() {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && ends(List.of(PYTHON, "-c", "import torch, numpy")).succeeded(),
                () -> "needs PyTorch in " + PYTHON + " (Debian: python3-torch), or set -Dspecialize.python");
    }

    /** The models of some networks, under the same names. */
    Map<String, byte[]> export(Map<String, Subnet> subnets) throws IOException {
        subnets.forEach((name, subnet) -> {
            JsonFile.write(folder.resolve(name + ".json"), Description.of(subnet.network()));
            subnet.weights().write(folder.resolve(name + ".safetensors"));
        });
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = PyTorchExporter.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script);
        }
        Ending ending = ends(List.of(PYTHON, script.toString(), folder.toString()));
        assertThat(ending.succeeded()).as(ending.output()).isTrue();
        System.out.print(ending.output());
        Map<String, byte[]> models = new LinkedHashMap<>();
        for (String name : subnets.keySet()) {
            models.put(name, Files.readAllBytes(folder.resolve(name + ".onnx")));
        }
        return models;
    }

    /** How a program ended, and what it said. */
    private record Ending(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }

    private static Ending ends(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            return new Ending(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
