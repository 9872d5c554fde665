package dev.specialize.training;

import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngine;

/** A supernet's weights on one device. */
record Replica(TorchEngine engine, ElasticNetwork network) {}
