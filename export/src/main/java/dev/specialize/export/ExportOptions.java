package dev.specialize.export;

/** What a model says about itself, and how many images it takes. */
public record ExportOptions(BatchSize batch, ModelMetadata metadata) {
    /** One image at a time, nothing said: for models that only a profiler sees. */
    public static final ExportOptions PLAIN = of(ModelMetadata.NONE);

    /** One image at a time. */
    public static ExportOptions of(ModelMetadata metadata) {
        return new ExportOptions(BatchSize.ONE, metadata);
    }

    public ExportOptions withBatch(BatchSize newBatch) {
        return new ExportOptions(newBatch, metadata);
    }
}
