package dev.specialize.devices;

import java.time.Duration;

/** A runner whose models are all of one precision, so that what is measured with it is never taken for another's. */
record PrecisionRunner(ModelRunner runner, Precision precision) implements ModelRunner {
    @Override
    public RuntimeSettings runtime() {
        return runner.runtime().withPrecision(precision);
    }

    @Override
    public DeviceIdentity identity() {
        return runner.identity();
    }

    @Override
    public DeviceState state() {
        return runner.state();
    }

    @Override
    public TimedModel load(byte[] onnx) {
        return runner.load(onnx);
    }

    @Override
    public void renew() {
        runner.renew();
    }

    @Override
    public void rest(Duration time) {
        runner.rest(time);
    }

    @Override
    public void close() {
        runner.close();
    }
}
