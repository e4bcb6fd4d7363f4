using Amazon.CDK;
using OpsWorker.Infra;
using OpsWorker.Infra.Settings;

var app = new App();
var settings = DeploymentSettings.Read(app.Node.TryGetContext);

_ = new OpsWorkerStack(app, settings);
app.Synth();
