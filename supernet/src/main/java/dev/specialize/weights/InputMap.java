package dev.specialize.weights;

/** How the channels that a layer reads follow from those that the donor's layer reads. */
sealed interface InputMap permits ChannelMap, ImageChannels {
    /**
     * Weights on our channels that compute what the donor's weights compute on its channels.
     *
     * @param donor (outputs, the donor's channels, ...)
     * @param fresh new weights (outputs, our channels, ...), whose signs tell copies of a channel apart
     * @return (outputs, our channels, ...), the further axes as the donor's
     */
    Tensor columns(Tensor donor, Tensor fresh);

    /** The same for a layer that treats each channel alone. */
    ChannelMap channelwise();
}
