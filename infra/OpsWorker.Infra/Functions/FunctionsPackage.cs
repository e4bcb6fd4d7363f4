using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Functions;

/// <summary>
/// The code of the functions, which <c>dotnet publish</c> wrote. Where it is missing, or could not run, a template can still
/// be made, with a text file in its place; CloudFormation then refuses to deploy it.
/// </summary>
public sealed class FunctionsPackage : Construct
{
    private const string Placeholder = "placeholder";

    /// <summary>Finds the code.</summary>
    public FunctionsPackage(Construct scope, DeploymentSettings settings)
        : base(scope, "FunctionsPackage")
    {
        if (Problem(settings) is not { } problem)
        {
            Code = Code.FromAsset(settings.FunctionsAsset);
            return;
        }

        Code = Code.FromAsset(Path.Combine(AppContext.BaseDirectory, Placeholder));
        RefuseDeployment($"{problem}. Run: {settings.Package.PublishCommand}");
    }

    /// <summary>The code, the same for every function.</summary>
    public Code Code { get; }

    private static string? Problem(DeploymentSettings settings)
    {
        var file = Path.Combine(settings.FunctionsAsset, settings.Package.MainFile);
        if (!File.Exists(file)) return $"There is no {file}";
        return settings.Package.IsNative ? NativeProgram.Problem(file, settings.Package.Processor) : null;
    }

    /// <summary>
    /// Adds a rule that CloudFormation checks before it changes anything, and that cannot hold: the parameter
    /// which it looks at may have no other value.
    /// </summary>
    private void RefuseDeployment(string reason)
    {
        Annotations.Of(this).AddWarningV2(
            "opsworker:functions-not-published", $"The template can be looked at but not deployed. {reason}");

        var stack = Stack.Of(this);
        var parameter = new CfnParameter(stack, "FunctionsCode", new CfnParameterProps
        {
            Type = "String",
            Default = Placeholder,
            AllowedValues = [Placeholder],
            Description = "Says that the functions were not published when this template was made.",
        });
        _ = new CfnRule(stack, "FunctionsArePublished", new CfnRuleProps
        {
            Assertions =
            [
                new CfnRuleAssertion
                {
                    Assert = Fn.ConditionNot(Fn.ConditionEquals(parameter.ValueAsString, Placeholder)),
                    AssertDescription = $"The functions are not published. {reason}",
                },
            ],
        });
    }
}
