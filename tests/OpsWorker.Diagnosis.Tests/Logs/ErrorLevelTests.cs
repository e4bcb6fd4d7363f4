using OpsWorker.Diagnosis.Logs;

namespace OpsWorker.Diagnosis.Tests.Logs;

public sealed class ErrorLevelTests
{
    [Theory]
    [InlineData("2026-03-02 09:57:12.517 ERROR 1 --- [nio-8080-exec-1] o.a.c.c.C.[dispatcherServlet] : boom")]
    [InlineData("[2026-03-02 09:57:30,914: CRITICAL/MainProcess] Unrecoverable error")]
    [InlineData("""{"level":"error","msg":"boom"}""")]
    [InlineData("""{"level":50,"time":1,"msg":"boom"}""")]
    [InlineData("""{"@timestamp":"t", "log.level": "FATAL", "message":"boom"}""")]
    [InlineData("""time="2026-03-02T09:52:44Z" level=error msg=boom""")]
    [InlineData("2026/03/02 09:57:01 [emerg] 1#1: host not found")]
    [InlineData("E0302 09:51:03.412345       7 controller.go:1110] boom")]
    [InlineData("fail: Accounting.Consumer[0]")]
    [InlineData("%3|17724453.120|FAIL|rdkafka#consumer-1| boom")]
    [InlineData("java.lang.OutOfMemoryError: Java heap space")]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("panic: runtime error: index out of range")]
    [InlineData("2026-03-02 09:57:12.881020+00:00 [error] <0.254.0> boom")]
    public void Loggers_mark_an_error_each_in_its_way(string line) => ErrorLevel.IsOf(line).ShouldBeTrue();

    [Theory]
    [InlineData("INFO 0 errors in 4 batches")]
    [InlineData("""{"level":"info","msg":"no error"}""")]
    [InlineData("""{"level":30,"msg":"error budget is fine"}""")]
    [InlineData("""10.0.0.1 - - "GET /error HTTP/1.1" 200 12""")]
    [InlineData("W0302 09:51:03.412345       7 controller.go:1110] slow")]
    [InlineData("\tat org.example.ErrorHandler.handle(ErrorHandler.java:12)")]
    [InlineData("loglevel set to error-only")]
    public void A_word_in_the_message_is_no_level(string line) => ErrorLevel.IsOf(line).ShouldBeFalse();
}
