using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ReadOnlyRootDetectorTests
{
    private const string Locked = "'securityContext':{'readOnlyRootFilesystem':true}";
    private const string Go = "open /var/cache/app/index.tmp: read-only file system";

    // A root file system that may not be written; a volume that may not.
    internal static Contrast Contrast => new(nameof(ReadOnlyRootDetector), CauseCode.ReadOnlyRootFilesystem,
        Crashing(Locked, Go), Crashing(Locked + ",'volumeMounts':[{'name':'cache','mountPath':'/var/cache','readOnly':true}]", Go));

    [Theory]
    [InlineData(Go)]
    [InlineData("OSError: [Errno 30] Read-only file system: '/app/tmp'")]
    [InlineData("Error: EROFS: read-only file system, open '/app/.cache/x'")]
    [InlineData("java.nio.file.FileSystemException: /tmp/tomcat.8080.1: Read-only file system")]
    [InlineData("mkdir: cannot create directory: Read-only file system")]
    public void Every_runtimes_words_for_it_are_understood(string line) =>
        Crashing(Locked, line).ShouldFind(CauseCode.ReadOnlyRootFilesystem, "web");

    [Fact]
    public void The_path_is_where_a_volume_is_wanted() => Crashing(Locked, Go).ShouldFindAnd(CauseCode.ReadOnlyRootFilesystem, "web")
        .Causes[0].Finding.Remedy.Text.ShouldContain("/var/cache/app/index.tmp");

    [Fact]
    public void It_explains_the_crash_and_is_not_told_beside_it() =>
        Crashing(Locked + ",'volumeMounts':[{'name':'c','mountPath':'/etc/app'}]", Go)
            .ShouldFindAnd(CauseCode.ReadOnlyRootFilesystem, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void Without_the_security_context_another_file_system_is_read_only() =>
        Crashing("'stdin':false", Go).ShouldNotFind(CauseCode.ReadOnlyRootFilesystem);

    [Fact]
    public void A_kernel_setting_is_read_only_for_every_container() =>
        Crashing(Locked, "sysctl: error setting key: open /proc/sys/net/core/somaxconn: read-only file system")
            .ShouldNotFind(CauseCode.ReadOnlyRootFilesystem);

    [Fact]
    public void Without_a_line_nothing_is_concluded_from_the_security_context() =>
        Crashing(Locked, "bye").ShouldNotFind(CauseCode.ReadOnlyRootFilesystem);

    [Fact]
    public void A_container_that_works_can_live_without_writing() =>
        Web(States.Ready, Locked).Logs("web", Go, Go).ShouldNotFind(CauseCode.ReadOnlyRootFilesystem);

    private static TestCluster Crashing(string container, string line) => Web(States.Crashing(), container).Logs("web", line);
}
