using OpsWorker.Infra.Functions;

namespace OpsWorker.Infra.Settings;

/// <summary>The settings that differ between deployments. Everything else is the same in each.</summary>
public sealed record DeploymentSettings
{
    private const int MaxStageLength = 12;
    private const string PackageKey = "functionsPackage";

    /// <summary>Names the deployment, in the names of its resources too: <c>dev</c>, <c>prod</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>The table and the bucket survive the deletion of the stack, and the table refuses to be deleted.</summary>
    public required bool RetainData { get; init; }

    /// <summary>After so many days alerts, resolved incidents, investigations and their evidence are deleted.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>After so many days log events are deleted.</summary>
    public required int LogRetentionDays { get; init; }

    /// <summary>The sustained number of requests a second that the HTTP API takes; beyond it the API answers 429.</summary>
    public required int RequestsPerSecond { get; init; }

    /// <summary>The number of requests that the HTTP API takes at once.</summary>
    public required int RequestBurst { get; init; }

    /// <summary>
    /// Each function reserves its share of the account's concurrency. It needs an account limit of at least the sum of the shares and 100;
    /// a new account may have 10 in all.
    /// </summary>
    public required bool ReserveConcurrency { get; init; }

    /// <summary>
    /// The functions that a caller waits for start from a snapshot, which assemblies need for a quick cold start. AWS charges for each
    /// second that it keeps a snapshot.
    /// </summary>
    public required bool SnapStart { get; init; }

    /// <summary>The form in which the functions are deployed.</summary>
    public required PackageKind Package { get; init; }

    /// <summary>The folder that <c>dotnet publish</c> of OpsWorker.Functions wrote, absolute.</summary>
    public required string FunctionsAsset { get; init; }

    /// <summary>The host name of the API, or null for the one that API Gateway gives.</summary>
    public string? DomainName { get; init; }

    /// <summary>The ACM certificate of <see cref="DomainName"/>, in the same region.</summary>
    public string? CertificateArn { get; init; }

    /// <summary>The recipient of the alarms by e-mail, or null.</summary>
    public string? AlarmEmail { get; init; }

    /// <summary>
    /// The ARN of the symmetric KMS key, in the same region, that encrypts records and evidence; null for the keys of DynamoDB and S3.
    /// </summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>Mail addresses and card numbers in the texts of alerts are masked.</summary>
    public bool MaskPersonalData { get; init; }

    /// <summary>The Bedrock models and inference profiles that investigations may call, as ARNs; none by default.</summary>
    public IReadOnlyList<string> ModelArns { get; init; } = [];

    /// <summary>
    /// The ids of the models to call, in order of preference: the inference profiles where there are any, for then the models are only what
    /// is behind them.
    /// </summary>
    public IReadOnlyList<string> CalledModels
    {
        get
        {
            var resources = ModelArns.Select(arn => arn.Split(':', 6)[^1].Split('/', 2)).Where(resource => resource.Length == 2).ToList();
            var profiles = resources.Where(resource => resource[0].EndsWith("inference-profile", StringComparison.Ordinal)).ToList();
            return [.. (profiles.Count > 0 ? profiles : resources).Select(resource => resource[1])];
        }
    }

    /// <summary>The prefix of all resource names.</summary>
    public string NamePrefix => $"opsworker-{Stage}-";

    /// <summary>The prefix of the SSM parameters that hold secrets.</summary>
    public string SecretsPrefix => $"/opsworker/{Stage}/";

    /// <summary>Reads the settings from the CDK context.</summary>
    /// <param name="find">The value of a key, or null.</param>
    /// <exception cref="InvalidSettingException">A value is missing, of another form or out of its range.</exception>
    public static DeploymentSettings Read(Func<string, object?> find)
    {
        var context = new StageContext(find);
        if (context.Stage.Length > MaxStageLength || !context.Stage.All(IsLowerCaseLetterOrDigit))
        {
            throw new InvalidSettingException("stage", $"\"{context.Stage}\" is not up to {MaxStageLength} lower-case letters and digits");
        }

        var package = PackageKind.Read(PackageKey, context.RequiredText(PackageKey));
        var settings = new DeploymentSettings
        {
            Stage = context.Stage,
            RetainData = context.Flag("retainData"),
            RetentionDays = context.Number("retentionDays", 1, 3650),
            LogRetentionDays = context.Number("logRetentionDays", 1, 3653),
            RequestsPerSecond = context.Number("requestsPerSecond", 1, 10_000),
            RequestBurst = context.Number("requestBurst", 1, 5_000),
            ReserveConcurrency = context.Flag("reserveConcurrency"),
            SnapStart = context.Flag("snapStart"),
            Package = package,
            FunctionsAsset = Path.GetFullPath(Path.Combine(context.RequiredText("functionsAsset"), package.Name)),
            DomainName = context.Text("domainName"),
            CertificateArn = context.Text("certificateArn"),
            AlarmEmail = context.Text("alarmEmail"),
            KmsKeyArn = context.Text("kmsKeyArn"),
            MaskPersonalData = context.Text("maskPersonalData") is not null && context.Flag("maskPersonalData"),
            ModelArns = context.List("modelArns"),
        };
        settings.Validate();
        return settings;
    }

    private void Validate()
    {
        if (DomainName is null != CertificateArn is null)
        {
            throw new InvalidSettingException("domainName", "it goes together with certificateArn, and only one of them is set");
        }

        if (SnapStart && Package.IsNative)
        {
            throw new InvalidSettingException("snapStart", $"Lambda keeps no snapshots of functions of {PackageKey} {Package.Name}");
        }

        if (KmsKeyArn is { } key && !IsKeyArn(key))
        {
            throw new InvalidSettingException(
                "kmsKeyArn",
                $"\"{key}\" is not the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias will not do, for rights are on keys");
        }

        if (ModelArns.FirstOrDefault(arn => !IsModelArn(arn)) is { } wrong)
        {
            throw new InvalidSettingException("modelArns", $"\"{wrong}\" is not the ARN of a Bedrock model or inference profile");
        }
    }

    private static bool IsLowerCaseLetterOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool IsKeyArn(string arn) =>
        arn.Split(':', 6) is ["arn", { Length: > 0 }, "kms", { Length: > 0 }, { Length: > 0 }, var resource]
        && resource.StartsWith("key/", StringComparison.Ordinal)
        && resource.Length > "key/".Length
        && !resource.Contains('*', StringComparison.Ordinal);

    // arn:partition:service:region:account:resource; a wildcard would allow every model at any price.
    private static bool IsModelArn(string arn) =>
        arn.Split(':', 6) is ["arn", _, "bedrock", _, _, { Length: > 0 }] && !arn.Contains('*', StringComparison.Ordinal);
}
