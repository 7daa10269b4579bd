/** Tests in the node extension host, workspace trusted. The order is the order of the run. */
import '../host/activation.test.js';
import '../host/static.test.js';
import '../host/buildMatrix.test.js';
import './compiler.test.js';
import './heapViews.test.js';
import './machineReports.test.js';
