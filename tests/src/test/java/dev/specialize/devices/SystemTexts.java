package dev.specialize.devices;

import java.util.Map;
import java.util.Optional;

/** Devices as their systems describe them: a server, a board and a telephone. */
final class SystemTexts {
    static final SystemFiles NOTHING = path -> Optional.empty();

    static final SystemFiles SERVER = files(Map.of("/proc/cpuinfo", """
            processor	: 0
            vendor_id	: AuthenticAMD
            model		: 2
            model name	: AMD EPYC
            cpu MHz		: 2445.404
            flags		: sse avx  fma
            power management:

            processor	: 1
            vendor_id	: AuthenticAMD
            model		: 2
            model name	: AMD EPYC
            cpu MHz		: 2445.404
            flags		: sse avx  fma
            power management:

            """, "/proc/self/status", """
            Name:	java
            State:	R (running)
            Cpus_allowed:	3
            Cpus_allowed_list:	0-1
            Mems_allowed_list:	0
            """));

    /** Four cores, of which a program may use the last two; its clock is fixed. */
    static final SystemFiles BOARD = files(Map.of(
            "/proc/cpuinfo",
            """
            processor	: 0
            BogoMIPS	: 108.00
            Features	: fp asimd evtstrm crc32 cpuid
            CPU implementer	: 0x41
            CPU architecture: 8
            CPU variant	: 0x0
            CPU part	: 0xd08
            CPU revision	: 3

            Hardware	: BCM2835
            Revision	: c03114
            Model		: Raspberry Pi 4 Model B Rev 1.4
            """,
            "/proc/device-tree/model",
            "Raspberry Pi 4 Model B Rev 1.4\0",
            "/proc/self/status",
            "Cpus_allowed:\tc\nCpus_allowed_list:\t2-3\n",
            "/sys/devices/system/cpu/cpu2/cpufreq/scaling_governor",
            "performance\n",
            "/sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq",
            "1500000\n",
            "/sys/devices/system/cpu/cpu3/cpufreq/scaling_governor",
            "performance\n",
            "/sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq",
            "1500000\n",
            "/sys/class/thermal/thermal_zone0/type",
            "cpu-thermal\n",
            "/sys/class/thermal/thermal_zone0/temp",
            "48200\n"));

    /** Two kinds of cores with a governor each; one of its zones is off, another has no sensor. */
    static final SystemFiles TELEPHONE = files(Map.ofEntries(
            Map.entry("/proc/cpuinfo", """
                    Processor	: AArch64 Processor rev 13 (aarch64)
                    processor	: 0
                    Features	: fp asimd aes asimddp
                    CPU part	: 0xd05

                    processor	: 1
                    Features	: fp asimd aes asimddp
                    CPU part	: 0xd05

                    processor	: 2
                    Features	: fp asimd aes asimddp
                    CPU part	: 0xd0a

                    """),
            Map.entry("/proc/self/status", "Cpus_allowed_list:\t0-2\n"),
            Map.entry("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "schedutil\n"),
            Map.entry("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1766400\n"),
            Map.entry("/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "schedutil\n"),
            Map.entry("/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "<unknown>\n"),
            Map.entry("/sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "walt\n"),
            Map.entry("/sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq", "2803200\n"),
            Map.entry("/sys/class/thermal/thermal_zone0/type", "aoss0-usr\n"),
            Map.entry("/sys/class/thermal/thermal_zone0/temp", "39100\n"),
            Map.entry("/sys/class/thermal/thermal_zone1/type", "npu-usr\n"),
            Map.entry("/sys/class/thermal/thermal_zone2/type", "xo-therm\n"),
            Map.entry("/sys/class/thermal/thermal_zone2/temp", "-273000\n"),
            Map.entry("/sys/class/thermal/thermal_zone3/type", "cpu-1-3-usr\n"),
            Map.entry("/sys/class/thermal/thermal_zone3/temp", "61500\n")));

    private SystemTexts() {}

    static SystemFiles files(Map<String, String> textByPath) {
        return path -> Optional.ofNullable(textByPath.get(path));
    }

    /** The same device, of which one file says something else. */
    static SystemFiles with(SystemFiles files, String path, String text) {
        return asked -> asked.equals(path) ? Optional.of(text) : files.read(asked);
    }
}
