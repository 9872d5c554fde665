package dev.specialize.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tensors of a start while it is made, and what became of each. All are fresh at first. */
final class Ledger {
    private final Donor donor;
    private final SortedMap<String, Tensor> tensors;
    private final SortedMap<String, Fate> fates = new TreeMap<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final List<String> identities = new ArrayList<>();
    private final List<String> departures;

    Ledger(Donor donor, Weights fresh) {
        this.donor = donor;
        tensors = new TreeMap<>(fresh.tensors());
        tensors.keySet().forEach(name -> fates.put(name, Fate.FRESH));
        departures = new ArrayList<>(donor.losses());
    }

    private enum Fate {
        KEPT,
        REMAPPED,
        FRESH
    }

    boolean donorHas(String name) {
        return donor.weights().has(name);
    }

    Tensor ofDonor(String name) {
        read.add(name);
        return donor.weights().get(name);
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** The tensor as it stands: fresh if nothing was put. */
    Tensor get(String name) {
        return tensors.get(name);
    }

    /**
     * Gives a tensor its value.
     *
     * @param origin the donor's name of the tensor that it was made from
     */
    void put(String name, String origin, Tensor made) {
        if (!made.shape().equals(get(name).shape())) {
            throw new IllegalStateException(
                    "'" + name + "' must have shape " + get(name).shape() + ", got " + made.shape());
        }
        boolean same = donorHas(origin)
                && donor.weights().get(origin).shape().equals(made.shape())
                && Arrays.equals(donor.weights().get(origin).values(), made.values());
        tensors.put(name, made);
        fates.put(name, same ? Fate.KEPT : Fate.REMAPPED);
    }

    /** Gives a tensor one value everywhere, whatever the donor has there. */
    void fill(String name, float value) {
        float[] values = new float[get(name).values().length];
        Arrays.fill(values, value);
        tensors.put(name, new Tensor(get(name).shape(), values));
        fates.put(name, Fate.REMAPPED);
    }

    /** Notes a block that begins as the identity, whatever it was made from. */
    void identity(String block) {
        identities.add(block);
        departures.removeIf(departure -> departure.startsWith(block + ": "));
    }

    /** Notes why the start does not compute what the donor does. */
    void depart(String place, String reason) {
        departures.add(place + ": " + reason);
    }

    Weights weights() {
        return new Weights(tensors);
    }

    Inheritance inheritance() {
        return new Inheritance(
                donor.name(),
                named(Fate.KEPT),
                named(Fate.REMAPPED),
                named(Fate.FRESH),
                donor.weights().tensors().keySet().stream()
                        .filter(name -> !read.contains(name))
                        .toList(),
                identities,
                departures);
    }

    private List<String> named(Fate fate) {
        return fates.keySet().stream().filter(name -> fates.get(name) == fate).toList();
    }
}
