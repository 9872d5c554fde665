package dev.specialize.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.specialize.architecture.MainClasses.ALL;
import static dev.specialize.architecture.MainClasses.ROOT;
import static dev.specialize.architecture.MainClasses.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What code looks like, whichever package it is in. */
final class CodeTest {
    private static final Set<String> OPTIONALS = Set.of(
            Optional.class.getName(),
            OptionalInt.class.getName(),
            OptionalLong.class.getName(),
            OptionalDouble.class.getName());

    @Test
    void no_class_is_a_drawer_for_odds_and_ends() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](\\w*(Util|Utils|Helper|Helpers|Manager|Impl)|(Base|Common)([A-Z]\\w*)?)")
                .because(
                        "a function belongs to the type whose data it reads, and a sole implementation needs no interface")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void the_library_never_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .because("stdout is the result and stderr the progress of a command: only cli writes there")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void the_library_logs_through_the_system_logger() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .because("System.Logger is all the library needs, and who embeds it chooses what is behind")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void public_methods_take_no_boolean() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and(areOurOwnDesign())
                .should(have(parameterAmong(Set.of("boolean", Boolean.class.getName()))))
                .because("at the call, true and false say nothing: two methods or an enum have names")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void absence_is_returned_and_never_passed_in() {
        noCodeUnits()
                .that()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and(areNotConstructorsOfRecords())
                .should(have(parameterAmong(OPTIONALS)))
                .because("Optional is for return values, which the accessors of a record are: overload instead")
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static DescribedPredicate<JavaCodeUnit> parameterAmong(Set<String> types) {
        return describe(
                "a parameter of type " + types,
                unit -> unit.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .anyMatch(types::contains));
    }

    /** A method that a library declares and we implement has the parameters that the library gave it. */
    private static DescribedPredicate<JavaMethod> areOurOwnDesign() {
        return describe(
                "are our own design",
                method -> Stream.concat(
                                method.getOwner().getAllRawSuperclasses().stream(),
                                method.getOwner().getAllRawInterfaces().stream())
                        .filter(resideOutsideOfPackage(ROOT + ".."))
                        .flatMap(type -> type.getMethods().stream())
                        .noneMatch(inherited -> inherited.getName().equals(method.getName())
                                && inherited.getRawParameterTypes().size()
                                        == method.getRawParameterTypes().size()));
    }

    private static DescribedPredicate<JavaCodeUnit> areNotConstructorsOfRecords() {
        return describe(
                "are not constructors of records",
                unit -> !(unit instanceof JavaConstructor && unit.getOwner().isRecord()));
    }
}
