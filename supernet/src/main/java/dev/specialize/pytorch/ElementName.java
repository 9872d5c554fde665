package dev.specialize.pytorch;

/** A class of storages ({@code torch.FloatStorage}) or a data type ({@code torch.float32}) that a pickle names. */
record ElementName(String name, ElementType elementType) implements Value {
    @Override
    public String kind() {
        return name;
    }
}
