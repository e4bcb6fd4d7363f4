using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Evidence;

/// <summary>Entries of level error, in whatever way a logger marks it, speak against a healthy workload.</summary>
public sealed class ErrorLevelTests
{
    [Theory]
    [InlineData("2026-03-02 09:57:12.517 ERROR 1 --- [nio-8080-exec-1] o.a.c.c.C.[dispatcherServlet] : boom")]
    [InlineData("[2026-03-02 09:57:30,914: CRITICAL/MainProcess] boom")]
    [InlineData("""{"level":"error","msg":"boom"}""")]
    [InlineData("""{"level":50,"time":1772445300000,"msg":"boom"}""")]
    [InlineData("""{"@timestamp":"2026-03-02T09:57:12Z", "log.level": "FATAL", "message":"boom"}""")]
    [InlineData("""time="2026-03-02T09:57:44Z" level=error msg=boom""")]
    [InlineData("2026/03/02 09:57:01 [emerg] 1#1: boom")]
    [InlineData("E0302 09:57:03.412345       7 controller.go:1110] boom")]
    [InlineData("fail: Accounting.Consumer[0]")]
    [InlineData("%3|1772445300.120|FAIL|rdkafka#consumer-1| boom")]
    [InlineData("org.example.BoomException: boom")]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("panic: runtime error: index out of range")]
    [InlineData("2026-03-02 09:57:12.881020+00:00 [error] <0.254.0> boom")]
    [InlineData("ERROR:payment:boom")]
    public void Loggers_mark_an_error_each_in_its_way(string line) => Verdict(line).ShouldNotBe(CauseCode.Healthy);

    [Theory]
    [InlineData("INFO 0 errors in 4 batches")]
    [InlineData("""{"level":"info","msg":"no error"}""")]
    [InlineData("""{"level":30,"msg":"error budget is fine"}""")]
    [InlineData("W0302 09:57:03.412345       7 controller.go:1110] slow")]
    [InlineData("loglevel set to error-only")]
    public void A_word_in_the_message_is_no_level(string line) => Verdict(line).ShouldBe(CauseCode.Healthy);

    [Fact]
    public void Entries_without_a_stamp_after_a_start_with_one_are_not_of_that_start() =>
        Verdict("*** Starting on [Fri Feb 27 08:00:02 2026] ***", "ERROR:payment:boom", "ERROR:payment:boom", "ERROR:payment:boom")
            .ShouldNotBe(CauseCode.Healthy);

    private static CauseCode Verdict(string line) => Verdict(line, line, line);

    private static CauseCode Verdict(params string[] lines) => new TestCluster().Healthy("web").Logs("web", lines).Diagnose().Verdict;
}
