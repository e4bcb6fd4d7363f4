using System.Globalization;

namespace OpsWorker.Functions.Hosting;

/// <summary>The names and addresses of the deployment's resources, set by the CDK app in the functions' environment.</summary>
internal sealed record FunctionSettings
{
    public const string StageVariable = "OPSWORKER_STAGE";
    public const string TableVariable = "OPSWORKER_TABLE";
    public const string BucketVariable = "OPSWORKER_BUCKET";
    public const string QueueUrlPrefixVariable = "OPSWORKER_QUEUE_URL_PREFIX";
    public const string TopicArnVariable = "OPSWORKER_TOPIC_ARN";
    public const string SecretsPrefixVariable = "OPSWORKER_SECRETS_PREFIX";
    public const string RetentionDaysVariable = "OPSWORKER_RETENTION_DAYS";

    public const string AgentRoleArnVariable = "OPSWORKER_AGENT_ROLE_ARN";
    public const string KmsKeyArnVariable = "OPSWORKER_KMS_KEY_ARN";
    public const string RegionVariable = "AWS_REGION";

    /// <summary>The deployment's name, a dimension of the metrics.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The prefix of every queue's URL.</summary>
    public required string QueueUrlPrefix { get; init; }

    /// <summary>The topic of reports.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The prefix of the SSM parameters that hold secrets.</summary>
    public required string SecretsPrefix { get; init; }

    /// <summary>The time for which records are kept in the table.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>The role whose credentials agents get; empty for functions that give none.</summary>
    public string AgentRoleArn { get; init; } = "";

    /// <summary>The KMS key that encrypts evidence; null where S3's own key does.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>The region of the function, which is that of the queues.</summary>
    public string Region { get; init; } = "";

    /// <summary>The settings of this process.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing or wrong; the message names it.</exception>
    public static FunctionSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    internal static FunctionSettings From(Func<string, string?> variable)
    {
        string Required(string name) => variable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The environment variable {name} is not set.");

        var days = Required(RetentionDaysVariable);
        return new FunctionSettings
        {
            Stage = Required(StageVariable),
            Table = Required(TableVariable),
            Bucket = Required(BucketVariable),
            QueueUrlPrefix = Required(QueueUrlPrefixVariable),
            TopicArn = Required(TopicArnVariable),
            SecretsPrefix = Required(SecretsPrefixVariable),
            AgentRoleArn = variable(AgentRoleArnVariable) ?? "",
            KmsKeyArn = variable(KmsKeyArnVariable) is { Length: > 0 } key ? key : null,
            Region = variable(RegionVariable) ?? "",
            Retention = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? TimeSpan.FromDays(number)
                : throw new InvalidOperationException(
                    $"The environment variable {RetentionDaysVariable} is \"{days}\"; a number of days was expected."),
        };
    }
}
