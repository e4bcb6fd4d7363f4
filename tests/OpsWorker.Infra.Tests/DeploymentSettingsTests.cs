using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Tests;

public sealed class DeploymentSettingsTests
{
    [Fact]
    public void Development_is_the_default()
    {
        var settings = Context.Settings();

        settings.Stage.ShouldBe("dev");
        settings.RetainData.ShouldBeFalse();
        settings.ReserveConcurrency.ShouldBeFalse();
        settings.ModelArns.ShouldBeEmpty();
    }

    [Fact]
    public void The_command_line_wins_over_the_file() =>
        Context.Settings(("stage", "prod"), ("requestsPerSecond", "500")).RequestsPerSecond.ShouldBe(500);

    [Fact]
    public void Several_models_are_separated_by_commas() =>
        Context.Settings(("modelArns", "arn:aws:bedrock:eu-west-1::foundation-model/a, arn:aws:bedrock:eu-west-1::foundation-model/b"))
            .ModelArns.ShouldBe(["arn:aws:bedrock:eu-west-1::foundation-model/a", "arn:aws:bedrock:eu-west-1::foundation-model/b"]);

    [Fact]
    public void Of_inference_profiles_and_the_models_behind_them_the_profiles_are_called() =>
        Context.Settings((
                "modelArns",
                "arn:aws:bedrock:eu-west-1::foundation-model/vendor.a-v1:0, arn:aws:bedrock:eu-west-3::foundation-model/vendor.a-v1:0, "
                + "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.vendor.a-v1:0"))
            .CalledModels.ShouldBe(["eu.vendor.a-v1:0"]);

    [Theory]
    [InlineData("stage", "test", "Context value stage: \"test\" is not one of dev, prod.")]
    [InlineData("retainData", "yes", "Context value retainData: \"yes\" is neither true nor false.")]
    [InlineData("requestBurst", "0", "Context value requestBurst: \"0\" is not a whole number from 1 to 5000.")]
    [InlineData("requestsPerSecond", "many", "Context value requestsPerSecond: \"many\" is not a whole number from 1 to 10000.")]
    [InlineData(
        "functionsPackage",
        "native",
        "Context value functionsPackage: \"native\" is not one of native-arm64, native-x64, managed-arm64, managed-x64.")]
    [InlineData("snapStart", "true", "Context value snapStart: Lambda keeps no snapshots of functions of functionsPackage native-arm64.")]
    [InlineData("functionsAsset", "", "Context value functionsAsset: it is missing.")]
    [InlineData(
        "domainName", "ops.example.com", "Context value domainName: it goes together with certificateArn, and only one of them is set.")]
    [InlineData(
        "kmsKeyArn",
        "alias/opsworker",
        "Context value kmsKeyArn: \"alias/opsworker\" is not the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID; "
        + "an alias will not do, for rights are on keys.")]
    [InlineData("modelArns", "*", "Context value modelArns: \"*\" is not the ARN of a Bedrock model or inference profile.")]
    [InlineData(
        "modelArns",
        "arn:aws:bedrock:eu-west-1::foundation-model/*",
        "Context value modelArns: \"arn:aws:bedrock:eu-west-1::foundation-model/*\" is not the ARN of a Bedrock model or inference "
        + "profile.")]
    public void A_wrong_value_is_named_with_what_is_wrong(string key, string value, string message) =>
        Should.Throw<InvalidSettingException>(() => Context.Settings((key, value))).Message.ShouldBe(message);

    [Fact]
    public void Logs_are_kept_for_a_number_of_days_that_CloudWatch_knows() =>
        Should.Throw<InvalidSettingException>(() => LogRetentionDays.Of(8)).Message
            .ShouldBe("Context value logRetentionDays: 8 is not one of 1, 3, 7, 14, 30, 60, 90, 180, 365.");
}
