using OpsWorker.Functions.Hosting;

namespace OpsWorker.Functions.Tests;

public sealed class FunctionSettingsTests
{
    private readonly Dictionary<string, string> _environment = new()
    {
        [FunctionSettings.StageVariable] = "prod",
        [FunctionSettings.TableVariable] = "records",
        [FunctionSettings.BucketVariable] = "evidence",
        [FunctionSettings.QueueUrlPrefixVariable] = "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-",
        [FunctionSettings.TopicArnVariable] = "arn:aws:sns:eu-west-1:123456789012:opsworker-prod-reports.fifo",
        [FunctionSettings.SecretsPrefixVariable] = "/opsworker/prod/",
        [FunctionSettings.RetentionDaysVariable] = "90",
    };

    [Fact]
    public void The_environment_has_the_names_of_all_resources() =>
        FunctionSettings.From(_environment.GetValueOrDefault).Retention.ShouldBe(TimeSpan.FromDays(90));

    [Fact]
    public void A_variable_that_is_missing_is_named()
    {
        foreach (var name in _environment.Keys)
        {
            var without = _environment.Where(v => v.Key != name).ToDictionary();

            Should.Throw<InvalidOperationException>(() => FunctionSettings.From(without.GetValueOrDefault))
                .Message.ShouldBe($"The environment variable {name} is not set.");
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("ninety")]
    public void A_retention_that_is_no_number_of_days_is_an_error(string days)
    {
        _environment[FunctionSettings.RetentionDaysVariable] = days;

        Should.Throw<InvalidOperationException>(() => FunctionSettings.From(_environment.GetValueOrDefault))
            .Message.ShouldBe($"The environment variable OPSWORKER_RETENTION_DAYS is \"{days}\"; a number of days was expected.");
    }
}
