package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudgetTest {
    @ParameterizedTest(name = "{0} is {1} ns")
    @CsvSource({
        "30ms, 30000000, 30 ms",
        "30 ms, 30000000, 30 ms",
        "' 1.5ms ', 1500000, 1.5 ms",
        "20.25ms, 20250000, 20.25 ms",
        ".5ms, 500000, 500 µs",
        "250us, 250000, 250 µs",
        "250µs, 250000, 250 µs",
        "250μs, 250000, 250 µs",
        "999ns, 999, 999 ns",
        "1.5s, 1500000000, 1.5 s",
        "30MS, 30000000, 30 ms",
        "3600s, 3600000000000, 3600 s",
        "1.9ns, 1, 1 ns",
    })
    void a_latency_budget_is_a_number_and_a_unit(String text, long nanos, String shown) {
        assertThat(LatencyBudget.parse(text))
                .isEqualTo(new LatencyBudget(nanos))
                .hasToString(shown);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            30          | Latency budget '30' has no unit. Maybe 30ms or 30us?
            0ms         | Latency budget '0ms' is not above zero. Maybe 30ms?
            -3ms        | Latency budget '-3ms' is not above zero. Maybe 30ms?
            NaN         | Latency budget 'NaN' is not a number with a unit. Maybe 30ms?
            Infinityms  | Latency budget 'Infinityms' is not a number with a unit. Maybe 30ms?
            ''          | Latency budget '' is not a number with a unit. Maybe 30ms?
            ms          | Latency budget 'ms' is not a number with a unit. Maybe 30ms?
            30 m s      | Latency budget '30 m s' is not a number with a unit. Maybe 30ms?
            1e3ms       | Latency budget '1e3ms' is not a number with a unit. Maybe 30ms?
            30min       | Latency budget '30min' has the unknown unit 'min'. Maybe use one of ns, us, ms, s.
            3601s       | Latency budget '3601s' is above 1 hour. Maybe use a smaller unit.
            0.5ns       | Latency budget '0.5ns' is below 1 ns. Maybe use a larger unit.
            99999999999999999999s | Latency budget '99999999999999999999s' is above 1 hour. Maybe use a smaller unit.
            """)
    void any_other_text_is_refused_with_the_way_out(String text, String message) {
        assertThatThrownBy(() -> LatencyBudget.parse(text))
                .isInstanceOf(InvalidBudgetException.class)
                .hasMessage(message);
    }

    @Test
    void a_list_has_commas_and_no_repetitions() {
        assertThat(LatencyBudget.parseList("20ms, 30ms,20ms,0.02s"))
                .isEqualTo(List.of(new LatencyBudget(20_000_000), new LatencyBudget(30_000_000)));
        assertThatThrownBy(() -> LatencyBudget.parseList("20ms,"))
                .isInstanceOf(InvalidBudgetException.class)
                .hasMessageContaining("''");
        assertThatThrownBy(() -> LatencyBudget.parseList("20,30ms"))
                .hasMessage("Latency budget '20' has no unit. Maybe 20ms or 20us?");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "20M, 20000000, 20M MACs",
        "1.2 M, 1200000, 1.2M MACs",
        "500K, 500000, 500K MACs",
        "500k, 500000, 500K MACs",
        "2G, 2000000000, 2G MACs",
        "123, 123, 123 MACs"
    })
    void a_count_is_a_number_with_or_without_a_unit(String text, long count, String shown) {
        assertThat(MacBudget.parse(text)).isEqualTo(new MacBudget(count)).hasToString(shown);
        assertThat(ParameterBudget.parse(text)).isEqualTo(new ParameterBudget(count));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            20m  | MAC budget '20m' has the unknown unit 'm'. Maybe use one of K, M, G.
            0    | MAC budget '0' is not above zero. Maybe 20M?
            -1M  | MAC budget '-1M' is not above zero. Maybe 20M?
            0.1  | MAC budget '0.1' is below 1. Maybe use a larger unit.
            NaN  | MAC budget 'NaN' is not a number with a unit. Maybe 20M?
            9999999G | MAC budget '9999999G' is above 1000000G. Maybe use a smaller unit.
            """)
    void any_other_count_is_refused_with_the_way_out(String text, String message) {
        assertThatThrownBy(() -> MacBudget.parse(text))
                .isInstanceOf(InvalidBudgetException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource({
        "5MB, 5000000, 5 MB of model",
        "1.5 MiB, 1572864, 1.572864 MB of model",
        "500kb, 500000, 500 KB of model",
        "2KiB, 2048, 2.048 KB of model",
        "999B, 999, 999 B of model",
        "1GB, 1000000000, 1 GB of model",
        "1gib, 1073741824, 1.073741824 GB of model"
    })
    void bytes_are_counted_in_thousands_or_in_powers_of_two(String text, long bytes, String shown) {
        assertThat(SizeBudget.parse(text)).isEqualTo(new SizeBudget(bytes)).hasToString(shown);
        assertThat(MemoryBudget.parse(text))
                .isEqualTo(new MemoryBudget(bytes))
                .hasToString(shown.replace("model", "activations"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            5           | Size budget '5' has no unit. Maybe 5MB or 5KB?
            5M          | Size budget '5M' has the unknown unit 'M'. Maybe use one of B, KB, MB, GB, KiB, MiB, GiB.
            0MB         | Size budget '0MB' is not above zero. Maybe 5MB?
            -1MB        | Size budget '-1MB' is not above zero. Maybe 5MB?
            NaN         | Size budget 'NaN' is not a number with a unit. Maybe 5MB?
            0.5B        | Size budget '0.5B' is below 1 byte. Maybe use a larger unit.
            9999999GB   | Size budget '9999999GB' is above 1000000 GB. Maybe use a smaller unit.
            """)
    void any_other_number_of_bytes_is_refused_with_the_way_out(String text, String message) {
        assertThatThrownBy(() -> SizeBudget.parse(text))
                .isInstanceOf(InvalidBudgetException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> MemoryBudget.parse(text))
                .hasMessage(message.replace("Size", "Memory").replace("Maybe 5MB?", "Maybe 2MB?"));
    }
}
