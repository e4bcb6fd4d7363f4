using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Tests.Logs;

public sealed class ErrorLineTests
{
    [Fact]
    public void Of_a_traceback_the_exception_is_quoted() => Of(
            "Traceback (most recent call last):",
            "  File \"/app/main.py\", line 7, in <module>",
            "    check_migrations()",
            "TimeoutError: There are still unapplied migrations after 60 seconds.")
        .ShouldBe("TimeoutError: There are still unapplied migrations after 60 seconds.");

    [Fact]
    public void Of_a_traceback_with_the_runtimes_stamps_the_exception_is_quoted() => Of(
            "2026-03-02T09:57:00.123Z Traceback (most recent call last):",
            "2026-03-02T09:57:00.123Z   File \"/app/main.py\", line 7, in <module>",
            "2026-03-02T09:57:00.124Z botocore.exceptions.NoCredentialsError: Unable to locate credentials")
        .ShouldBe("2026-03-02T09:57:00.124Z botocore.exceptions.NoCredentialsError: Unable to locate credentials");

    [Fact]
    public void Of_numbered_problems_the_first_is_quoted_and_not_their_sum() => Of(
            "ERROR: [1] bootstrap checks failed. You must address the points described below.",
            "bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low")
        .ShouldBe("bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low");

    [Fact]
    public void Of_a_failed_start_of_Spring_the_description_is_quoted() => Of(
            "APPLICATION FAILED TO START", "***************************", "", "Description:", "",
            "Web server failed to start. Port 8080 was already in use.")
        .ShouldBe("Web server failed to start. Port 8080 was already in use.");

    [Fact]
    public void Of_a_start_the_first_error_is_the_reason_and_of_a_longer_run_the_last()
    {
        string[] lines = ["error: Cookie file must be accessible by owner only", "error: application_start_failure", "bye"];

        Of(true, lines).ShouldBe(lines[0]);
        Of(false, lines).ShouldBe(lines[1]);
    }

    [Fact]
    public void Without_any_word_for_an_error_the_last_line_is_quoted() => Of("hello", "going down").ShouldBe("going down");

    private static string Of(params string[] lines) => Of(false, lines);

    private static string Of(bool isStart, string[] lines) =>
        ErrorLine.Of([new ContainerLog("e1-1", "shop", "web", "main", true, lines)], isStart).ShouldNotBeNull().Quote;
}
