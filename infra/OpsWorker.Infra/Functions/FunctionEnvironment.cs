using System.Globalization;
using Amazon.CDK;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Functions;

/// <summary>The environment variables by which the functions find everything. They hold names, never secrets.</summary>
public static class FunctionEnvironment
{
    /// <summary>The table's name.</summary>
    public const string Table = "OPSWORKER_TABLE";

    /// <summary>The bucket's name.</summary>
    public const string Bucket = "OPSWORKER_BUCKET";

    /// <summary>The prefix of every queue's URL; the queue's name follows, and <c>.fifo</c>.</summary>
    public const string QueueUrlPrefix = "OPSWORKER_QUEUE_URL_PREFIX";

    /// <summary>The ARN of the topic of reports.</summary>
    public const string TopicArn = "OPSWORKER_TOPIC_ARN";

    /// <summary>The prefix of the SSM parameters that hold secrets.</summary>
    public const string SecretsPrefix = "OPSWORKER_SECRETS_PREFIX";

    /// <summary>The ARN of the role whose credentials agents get; of the API function only.</summary>
    public const string AgentRoleArn = "OPSWORKER_AGENT_ROLE_ARN";

    /// <summary>The ARN of the key that encrypts evidence, where it is not S3's; of the API function only.</summary>
    public const string KmsKeyArn = "OPSWORKER_KMS_KEY_ARN";

    /// <summary>After how many days what happened is deleted from the table; the bucket keeps for longer.</summary>
    public const string RetentionDays = "OPSWORKER_RETENTION_DAYS";

    /// <summary>The deployment, a dimension of the metrics that functions write.</summary>
    public const string Stage = "OPSWORKER_STAGE";

    /// <summary>The function's name, where its handler cannot be it.</summary>
    public const string Function = "OPSWORKER_FUNCTION";

    /// <summary>The API of the models.</summary>
    public const string ModelProviderKind = "OPSWORKER_Models__Providers__bedrock__Kind";

    /// <summary>The models that are called, in order of preference.</summary>
    public const string DefaultModels = "OPSWORKER_Models__Default";

    /// <summary>The switch that masks mail addresses and card numbers in alerts; of the functions that take them.</summary>
    public const string MaskPersonalData = "OPSWORKER_MaskPersonalData";

    internal static Dictionary<string, string> ForAlerts(DeploymentSettings settings) =>
        settings.MaskPersonalData ? new() { [MaskPersonalData] = "on" } : [];

    internal static Dictionary<string, string> ForApi(DeploymentSettings settings) =>
        new(ForModels(settings).Concat(ForAlerts(settings)));

    internal static Dictionary<string, string> ForModels(DeploymentSettings settings) => settings.CalledModels is not { Count: > 0 } models
        ? []
        : new()
        {
            [ModelProviderKind] = "bedrock",
            [DefaultModels] = string.Join(',', models.Select(model => $"bedrock/{model}")),
        };

    internal static Dictionary<string, string> For(
        Stack stack, DeploymentSettings settings, RecordTable records, EvidenceBucket evidence, ReportsTopic reports) => new()
        {
            [Stage] = settings.Stage,
            [Table] = records.Table.TableName,
            [Bucket] = evidence.Bucket.BucketName,
            [QueueUrlPrefix] = $"https://sqs.{stack.Region}.{stack.UrlSuffix}/{stack.Account}/{settings.NamePrefix}",
            [TopicArn] = reports.Topic.TopicArn,
            [SecretsPrefix] = settings.SecretsPrefix,
            [RetentionDays] = settings.RetentionDays.ToString(CultureInfo.InvariantCulture),
        };
}
