namespace OpsWorker.Functions;

/// <summary>
/// The functions' names. This program chooses a function by its name; the CDK app, which compiles this file too, names resources by it.
/// </summary>
internal static class FunctionNames
{
    public const string Normalizer = "normalizer";
    public const string Api = "api";
    public const string Rules = "rules";
    public const string Investigation = "investigation";
    public const string Notification = "notification";
    public const string Digest = "digest";
    public const string Sweeper = "sweeper";
}
