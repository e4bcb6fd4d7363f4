using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions;

/// <summary>The environment names a function that this program does not have.</summary>
/// <param name="name">The name.</param>
internal sealed class UnknownFunctionException(string name) : Exception(
    $"There is no function \"{name}\"; {RuntimeEnvironment.HandlerVariable} or {RuntimeEnvironment.FunctionVariable} must be one of "
    + $"{string.Join(", ", FunctionCatalogue.All.Select(function => function.Name))}.");
