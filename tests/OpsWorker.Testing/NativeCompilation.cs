namespace OpsWorker.Testing;

/// <summary>Compiling ahead of time in tests, which takes minutes and is therefore asked for.</summary>
public static class NativeCompilation
{
    /// <summary>The environment variable that switches it on.</summary>
    public const string Variable = "OPSWORKER_TEST_NATIVE";

    /// <summary>It is asked for.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";
}

/// <summary>The package of the compiler cannot be had here.</summary>
public sealed class CompilerNotFoundException(string message) : Exception(message);
