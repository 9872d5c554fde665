package dev.specialize.export;

import dev.specialize.python.NetworkFiles;
import dev.specialize.python.Python;
import dev.specialize.weights.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * PyTorch's own ONNX exporter, on the same networks with the same weights: export_networks.py builds them from torch.nn.
 *
 * @param folder takes the files that it reads and writes
 * @param python has PyTorch
 */
record PyTorchExporter(Path folder, Python python) {
    private static final String SCRIPT = "export_networks.py";

    /** Skips the calling test, saying so, where there is no PyTorch for Python. */
    static PyTorchExporter present(Path folder) {
        return new PyTorchExporter(folder, Python.with("torch, numpy", "Debian: python3-torch"));
    }

    /** The models of some networks, under the same names. */
    Map<String, byte[]> export(Map<String, Subnet> subnets) throws IOException {
        subnets.forEach((name, subnet) -> NetworkFiles.write(folder, name, subnet));
        System.out.print(python.run(SCRIPT, folder));
        Map<String, byte[]> models = new LinkedHashMap<>();
        for (String name : subnets.keySet()) {
            models.put(name, Files.readAllBytes(folder.resolve(name + ".onnx")));
        }
        return models;
    }
}
