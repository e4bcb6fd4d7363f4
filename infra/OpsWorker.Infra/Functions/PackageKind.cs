using Amazon.CDK.AWS.Lambda;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Functions;

/// <summary>The form in which the functions are deployed, and what follows from it for Lambda and for <c>dotnet publish</c>.</summary>
/// <param name="IsNative">
/// Compiled ahead of time, for the runtime <c>provided.al2023</c>; otherwise assemblies for the runtime <c>dotnet10</c>.
/// </param>
/// <param name="Processor">As .NET calls it: <c>arm64</c> or <c>x64</c>.</param>
public sealed record PackageKind(bool IsNative, string Processor)
{
    private const string Project = "src/OpsWorker.Functions";
    private const string Assembly = "OpsWorker.Functions";
    private const string ProvidedProgram = "bootstrap";

    private static readonly PackageKind[] All = [new(true, "arm64"), new(true, "x64"), new(false, "arm64"), new(false, "x64")];

    // This version of the CDK does not know the runtime yet.
    private static readonly Lazy<Runtime> DotNet10 =
        new(() => new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE, new LambdaRuntimeProps { SupportsSnapStart = true }));

    /// <summary>The value of the setting, for example <c>native-arm64</c>.</summary>
    public string Name => $"{(IsNative ? "native" : "managed")}-{Processor}";

    /// <summary>The file that Lambda starts.</summary>
    public string MainFile => IsNative ? ProvidedProgram : Assembly + ".dll";

    /// <summary>The command that makes the package, for people.</summary>
    public string PublishCommand =>
        $"dotnet publish {Project} -c Release -r linux-{Processor} "
        + $"{(IsNative ? "-p:PublishAot=true" : "--no-self-contained -p:PublishReadyToRun=true")} -o {Project}/bin/publish/{Name}";

    /// <summary>The runtime of every function.</summary>
    public Runtime Runtime => IsNative ? Runtime.PROVIDED_AL2023 : DotNet10.Value;

    /// <summary>The processor of every function.</summary>
    public Architecture Architecture => Processor == "arm64" ? Architecture.ARM_64 : Architecture.X86_64;

    /// <summary>The kind of that name.</summary>
    /// <exception cref="InvalidSettingException">There is none.</exception>
    public static PackageKind Read(string key, string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new InvalidSettingException(key, $"\"{name}\" is not one of {string.Join(", ", All.Select(kind => kind.Name))}");

    /// <summary>
    /// The handler of a function. Lambda hands it to <c>bootstrap</c> as it is; the managed runtime finds the assembly by it,
    /// so there an environment variable has to name the function.
    /// </summary>
    public string HandlerOf(FunctionDefinition function) => IsNative ? function.Name : Assembly;

    /// <summary>The variable that chooses the function where the handler does not.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(FunctionDefinition function) =>
        IsNative ? new Dictionary<string, string>() : new Dictionary<string, string> { [FunctionEnvironment.Function] = function.Name };
}
