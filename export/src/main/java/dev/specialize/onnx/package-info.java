/**
 * ONNX graphs as values: typed, checked when they are made, and written as files whose bytes depend on nothing else.
 *
 * <p>A change of a model is a function from {@link dev.specialize.onnx.Graph} to {@link dev.specialize.onnx.Graph}; what it
 * gets wrong shows when a {@link dev.specialize.onnx.Node} or the graph is made.
 *
 * <pre>{@code
 * GraphBuilder builder = new GraphBuilder(new Operand.Value("image", List.of(3, 32, 32)));
 * builder.globalAveragePool("pool", builder.relu("relu", builder.input()));
 * byte[] file = new ModelFile(builder.build("mean"), BatchSize.ONE, new TreeMap<>()).toBytes();
 * }</pre>
 */
package dev.specialize.onnx;
