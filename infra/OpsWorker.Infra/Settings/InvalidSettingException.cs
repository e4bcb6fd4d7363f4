namespace OpsWorker.Infra.Settings;

/// <summary>A value of the CDK context cannot be used.</summary>
/// <param name="key">The key in <c>cdk.json</c> or after <c>-c</c>.</param>
/// <param name="problem">What is wrong with it.</param>
public sealed class InvalidSettingException(string key, string problem) : Exception($"Context value {key}: {problem}.");
