namespace OpsWorker.Functions.Runtime;

/// <summary>The environment variables by which Lambda starts a runtime.</summary>
/// <param name="Api">Host and port of the Runtime API.</param>
/// <param name="Function">The name of the function to run, one of <see cref="FunctionCatalogue"/>; empty where none is set.</param>
/// <param name="IsSnapStart">The process is started for a snapshot, from which it is restored before its first invocation.</param>
internal sealed record RuntimeEnvironment(string Api, string Function, bool IsSnapStart)
{
    /// <summary>Host and port of the Runtime API.</summary>
    public const string ApiVariable = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>The handler as the function's configuration names it. The managed runtime demands the assembly's name here.</summary>
    public const string HandlerVariable = "_HANDLER";

    /// <summary>The function's name where the handler cannot be free text.</summary>
    public const string FunctionVariable = "OPSWORKER_FUNCTION";

    private const string InitializationVariable = "AWS_LAMBDA_INITIALIZATION_TYPE";

    /// <summary>Reads the variables; null where the process was not started by Lambda.</summary>
    public static RuntimeEnvironment? From(Func<string, string?> variable)
    {
        if (variable(ApiVariable) is not { Length: > 0 } api) return null;
        var function = variable(FunctionVariable) is { Length: > 0 } name ? name : variable(HandlerVariable);
        return new RuntimeEnvironment(api, function ?? "", variable(InitializationVariable) == "snap-start");
    }
}
