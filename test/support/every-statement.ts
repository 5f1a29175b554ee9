// Loading the apps loads every module that declares a statement.
import '../../apps/web/src/app.module';
import '../../apps/worker/src/worker.module';
import '../../apps/cli/src/commands';
