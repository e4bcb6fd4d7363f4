using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class CpuFeatureDetectorTests
{
    // Ended by SIGILL; by SIGSEGV.
    internal static Contrast Contrast =>
        new(nameof(CpuFeatureDetector), CauseCode.CpuFeatureMissing, Web(States.Crashing(132)), Web(States.Crashing(139)));

    [Fact]
    public void A_process_that_is_ended_for_an_illegal_instruction_lacks_a_feature() =>
        Web(States.Crashing(132)).ShouldFindAnd(CauseCode.CpuFeatureMissing, "web").Causes.ShouldHaveSingleItem();

    [Theory]
    [InlineData("Fatal glibc error: CPU does not support x86-64-v2")]
    [InlineData("WARNING: this version requires a CPU with AVX support, and your current system does not appear to have that!")]
    [InlineData("/entrypoint.sh: line 4: 12 Illegal instruction (core dumped) server")]
    public void What_a_program_says_of_its_processor_is_surer(string line) =>
        Web(States.Crashing(1)).Logs("web", line).ShouldFind(CauseCode.CpuFeatureMissing, "web").Confidence
            .ShouldBeGreaterThan(Web(States.Crashing(132)).ShouldFind(CauseCode.CpuFeatureMissing, "web").Confidence);

    [Fact]
    public void A_program_of_another_architecture_is_not_started_at_all() =>
        Web(States.Crashing(1)).Logs("web", "exec /app/server: exec format error").ShouldFind(CauseCode.ImageArchitectureMismatch, "web");

    [Fact]
    public void A_container_that_runs_again_since_is_no_trouble() => Web(States.Ready).ShouldNotFind(CauseCode.CpuFeatureMissing);
}
